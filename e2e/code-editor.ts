import type { Locator } from "@playwright/test";

/** Replaces all of the text in the editor of code as a person does: it is no text field, and puts its own cursor when it is entered. */
export async function writeCode(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.press("ControlOrMeta+a");
  await editor.page().keyboard.insertText(text);
}
