/** The build gives a style sheet that the loader imports as minified text. */
declare module "*.css" {
  const text: string;
  export default text;
}
