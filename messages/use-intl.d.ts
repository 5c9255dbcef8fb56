import type shell from "./en/shell.json";
import type ui from "./en/ui.json";

declare module "use-intl" {
  interface AppConfig {
    /** A line for each file of messages/en. */
    Messages: {
      shell: typeof shell;
      ui: typeof ui;
    };
  }
}
