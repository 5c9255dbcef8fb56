import type deliveries from "./en/deliveries.json";
import type diagnosis from "./en/diagnosis.json";
import type filters from "./en/filters.json";
import type messages from "./en/messages.json";
import type portal from "./en/portal.json";
import type shell from "./en/shell.json";
import type ui from "./en/ui.json";

declare module "use-intl" {
  interface AppConfig {
    /** A line for each file of messages/en. */
    Messages: {
      deliveries: typeof deliveries;
      diagnosis: typeof diagnosis;
      filters: typeof filters;
      messages: typeof messages;
      portal: typeof portal;
      shell: typeof shell;
      ui: typeof ui;
    };
  }
}
