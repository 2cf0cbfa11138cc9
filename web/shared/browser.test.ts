import { expect, test, vi } from "vitest";
import { browserSurroundings } from "./browser";

test("a frame that goes to the service has the sign for what is no UTF-8 escaped", () => {
  const sent: string[] = [];
  class Socket {
    send = (text: string) => sent.push(text);
  }
  vi.stubGlobal("WebSocket", Socket);
  const { open } = browserSurroundings(() => Promise.reject(new Error("no ticket is needed")));
  open("wss://chat.example", [], { opened() {}, heard() {}, closed() {} }).send('{"text":"caf\ufffd"}');
  vi.unstubAllGlobals();

  expect(sent).toEqual(['{"text":"caf\\ufffd"}']);
});
