interface EnrolStepsProps {
  secret: string;
  /** As a document in SVG. */
  picture: string | null;
  words: Record<"enrolApp" | "enrolPicture" | "enrolType" | "enrolTypeInstead" | "enrolCode" | "pictureName", string>;
}

/** How a second factor comes into an authenticator: by a picture, or by hand. */
export function EnrolSteps({ secret, picture, words }: EnrolStepsProps) {
  return (
    <ol class="steps">
      <li>{words.enrolApp}</li>
      <li>
        {picture ? words.enrolPicture : words.enrolType}
        {picture && <img class="qr" src={pictureSource(picture)} alt={words.pictureName} width={184} height={184} />}
        <p class="help">{picture ? words.enrolTypeInstead : null}</p>
        <code class="secret">{grouped(secret)}</code>
      </li>
      <li>{words.enrolCode}</li>
    </ol>
  );
}

/** An SVG as the address of an image: a picture cannot run anything. */
function pictureSource(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Returns a secret in groups of four, as people type it off a screen. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
