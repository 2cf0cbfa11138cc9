/** The build gives a style sheet that a script imports as minified text. */
declare module "*.css" {
  const text: string;
  export default text;
}
