export type Snippet = { id: string; label: string; code: string };

/** What a product's backend does each time: one request, whose answer's url is for one visit. */
export function backendSnippet(publicUrl: string): string {
  return `// On your server, for the customer who is signed in there.
async function portalUrl(customer) {
  const response = await fetch(\`${publicUrl}/api/v1/auth/app-portal-access/\${customer.id}\`, {
    method: "POST",
    headers: { authorization: \`Bearer \${process.env.POSTHORN_API_KEY}\`, "content-type": "application/json" },
    body: JSON.stringify({ embedOrigins: ["https://app.example.com"], sessionId: customer.id }),
  });
  return (await response.json()).url;
}`;
}

/** The same frame in the frameworks that products are made of. */
export function frameSnippets(portalUrl: string): Snippet[] {
  return [
    {
      id: "react",
      label: "React",
      code: `import { useEffect, useRef } from "react";

// <script src="${portalUrl}/embed.js" defer></script> stands in the head of your page.
export function Webhooks({ url, mode }) {
  const place = useRef(null);
  const portal = useRef(null);
  useEffect(() => {
    portal.current = window.Posthorn.mount(place.current, {
      url,
      mode,
      height: "auto",
      // Your backend's route that answers a new portal link.
      refresh: () => fetch("/webhooks/link", { method: "POST" }).then((response) => response.text()),
    });
    return () => portal.current.destroy();
  }, [url]);
  useEffect(() => portal.current?.theme({ mode }), [mode]);
  return <div ref={place} />;
}`,
    },
    {
      id: "vanilla",
      label: "Vanilla",
      code: `<div id="webhooks"></div>
<script src="${portalUrl}/embed.js"></script>
<script>
  fetch("/webhooks/link", { method: "POST" })
    .then((response) => response.text())
    .then((url) => {
      const portal = Posthorn.mount(document.getElementById("webhooks"), {
        url,
        height: "auto",
        refresh: () => fetch("/webhooks/link", { method: "POST" }).then((response) => response.text()),
        onRoute: (path) => history.replaceState(null, "", "#" + path),
      });
    });
</script>`,
    },
    {
      id: "vue",
      label: "Vue",
      code: `<script setup>
import { onBeforeUnmount, onMounted, ref, watch } from "vue";

// <script src="${portalUrl}/embed.js" defer></script> stands in the head of your page.
const props = defineProps({ url: String, mode: String });
const place = ref(null);
let portal;
onMounted(() => {
  portal = window.Posthorn.mount(place.value, {
    url: props.url,
    mode: props.mode,
    height: "auto",
    refresh: () => fetch("/webhooks/link", { method: "POST" }).then((response) => response.text()),
  });
});
watch(() => props.mode, (mode) => portal.theme({ mode }));
onBeforeUnmount(() => portal.destroy());
</script>

<template><div ref="place" /></template>`,
    },
    {
      id: "server",
      label: "Server-rendered",
      code: `<!-- The server writes a new portal link into each answer; no script is needed. -->
<iframe
  src="<%= portal_url %>&height=fill"
  title="Webhooks"
  allow="clipboard-write"
  style="width: 100%; height: 80vh; border: 0"
></iframe>`,
    },
  ];
}

/** What the page around must allow, where it has a policy. */
export function policyLines(portalUrl: string): string {
  return `Content-Security-Policy: frame-src ${portalUrl}; script-src ${portalUrl}`;
}
