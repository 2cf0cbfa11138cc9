/** Under this name the one kept thing stands in the browser's storage. */
export const NAME = "juttu";
