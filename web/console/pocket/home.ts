/** Puts the worker beside the console, and hears from it. Fetched by whoever has the console as an app, or wants to be called. */
import { effect } from "@preact/signals";
import type { Language } from "../../shared/wire";
import type { Speaking } from "../speaking";
import { QUEUE, TO_QUEUE } from "./queue";

/** What a page under Trusted Types makes addresses of scripts with; browsers without them take the address itself. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (language: string) => string },
  ): { createScriptURL(language: string): unknown };
}

const NAME = "juttu-worker";
/** The one script that may become one: the policy makes no other address, whatever it is given. */
const addressOf = (language: string) => `worker.js?language=${encodeURIComponent(language)}`;
const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy(NAME, { createScriptURL: addressOf });

let home: Promise<ServiceWorkerRegistration> | null = null;
let follows = false;

/** Whether this browser can be called while no page is open. */
export function canBeCalled(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Registers the worker, which speaks the console's language from now on. Rejects where the browser refuses it. */
export function beAtHome(speaking: Speaking): Promise<ServiceWorkerRegistration> {
  const registered = register(speaking.speech.peek().language);
  home = registered;
  registered.catch(() => {
    if (home === registered) home = null;
  });
  if (!follows) {
    follows = true;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data === TO_QUEUE) location.hash = QUEUE;
    });
    effect(() => {
      const { language } = speaking.speech.value;
      if (home) void home.then(() => register(language)).catch(() => {});
    });
  }
  return registered;
}

/** Returns the worker's registration where there is one, and null where nobody ever wanted it here. */
export async function atHome(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.getRegistration("console")) ?? null;
}

function register(language: Language): Promise<ServiceWorkerRegistration> {
  const address = policy ? policy.createScriptURL(language) : addressOf(language);
  return navigator.serviceWorker.register(address as string, { scope: "console", updateViaCache: "none" });
}

/** Returns the address at which this browser is called; null while it is not. */
export async function calledAt(): Promise<string | null> {
  const registration = await atHome();
  return (await registration?.pushManager.getSubscription())?.endpoint ?? null;
}

/**
 * Has the browser's push service give an address at which it is called by whoever has the key, and returns it; null where
 * the person has not allowed notifications. Rejects where the browser or its push service refuses.
 */
export async function beCalled(speaking: Speaking, key: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  await beAtHome(speaking);
  const { pushManager } = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return (await pushManager.subscribe(wanted)).endpoint;
  } catch (failure) {
    // It has an address that was asked for with another key.
    const before = await pushManager.getSubscription();
    if (!before) throw failure;
    await before.unsubscribe();
    return (await pushManager.subscribe(wanted)).endpoint;
  }
}

/** Has this browser be called no more, whatever the service knows of it. */
export async function beCalledNoMore(): Promise<void> {
  const registration = await atHome();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Returns the name under which the service lists an address. */
export async function nameOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`juttu:phone:${endpoint}`));
  const bytes = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("").slice(0, 32);
}
