/** What the room of settings asks of the service. */
import type { Ask } from "../../../shared/http";
import type {
  CreateSite,
  EarlierSite,
  EarlierStage,
  PutLogo,
  SaveSite,
  SaveStage,
  SiteCheck,
  SitePage,
  SitePreview,
  SiteSettings,
  Sites,
  SiteVersions,
  StageCheck,
  StagePage,
  StageSettings,
  StageVersions,
} from "../../../shared/wire";

export interface SettingsService {
  sites(): Promise<Sites>;
  site(key: string): Promise<SitePage>;
  /** What saving would change; nothing is saved. */
  check(key: string, settings: SiteSettings): Promise<SiteCheck>;
  /** What the chat would be; nothing is saved. */
  preview(key: string, settings: SiteSettings): Promise<SitePreview>;
  save(key: string, body: SaveSite): Promise<SitePage>;
  create(body: CreateSite): Promise<SitePage>;
  /** Another picture, or none. */
  putLogo(key: string, body: PutLogo): Promise<SitePage>;
  versions(key: string): Promise<SiteVersions>;
  /** What a site was since a moment. */
  earlier(key: string, at: number): Promise<EarlierSite>;
  /** What holds for the whole service. */
  stage(): Promise<StagePage>;
  checkStage(settings: StageSettings): Promise<StageCheck>;
  saveStage(body: SaveStage): Promise<StagePage>;
  stageVersions(): Promise<StageVersions>;
  earlierStage(at: number): Promise<EarlierStage>;
}

export function serviceOver(ask: Ask): SettingsService {
  return {
    sites: () => ask("GET", "v1/settings/sites"),
    site: (key) => ask("GET", `v1/settings/sites/${key}`),
    check: (key, settings) => ask("POST", `v1/settings/sites/${key}/check`, { settings }),
    preview: (key, settings) => ask("POST", `v1/settings/sites/${key}/preview`, { settings }),
    save: (key, body) => ask("POST", `v1/settings/sites/${key}`, body),
    create: (body) => ask("POST", "v1/settings/sites", body),
    putLogo: (key, body) => ask("POST", `v1/settings/sites/${key}/logo`, body),
    earlier: (key, at) => ask("GET", `v1/settings/sites/${key}/versions/${at}`),
    versions: (key) => ask("GET", `v1/settings/sites/${key}/versions`),
    stage: () => ask("GET", "v1/settings/stage"),
    checkStage: (settings) => ask("POST", "v1/settings/stage/check", { settings }),
    saveStage: (body) => ask("POST", "v1/settings/stage", body),
    stageVersions: () => ask("GET", "v1/settings/stage/versions"),
    earlierStage: (at) => ask("GET", `v1/settings/stage/versions/${at}`),
  };
}
