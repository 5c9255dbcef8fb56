import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { SourceHmac } from "@/lib/contract/source.ts";

const ALGORITHMS = [
  { value: "sha256", label: "SHA-256" },
  { value: "sha512", label: "SHA-512" },
  { value: "sha1", label: "SHA-1" },
];
const ENCODINGS = [
  { value: "hex", label: "hex" },
  { value: "base64", label: "base64" },
];

/** How the sender writes its signature. `readHmac` reads what was entered. */
export function HmacFields({ hmac, error }: { hmac: SourceHmac | null; error?: string }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Header with the signature" error={error}>
        <Input name="header" machine defaultValue={hmac?.header ?? "X-Signature-256"} maxLength={128} />
      </Field>
      <Field label="Before the signature" optional>
        <Input name="signaturePrefix" machine defaultValue={hmac?.prefix ?? "sha256="} maxLength={32} />
      </Field>
      <Field label="Hash">
        <Select name="algorithm" options={ALGORITHMS} defaultValue={hmac?.algorithm ?? "sha256"} />
      </Field>
      <Field label="Written as">
        <Select name="encoding" options={ENCODINGS} defaultValue={hmac?.encoding ?? "hex"} />
      </Field>
    </div>
  );
}

export function readHmac(text: (field: string) => string): SourceHmac {
  return {
    header: text("header"),
    prefix: text("signaturePrefix"),
    algorithm: text("algorithm") as SourceHmac["algorithm"],
    encoding: text("encoding") as SourceHmac["encoding"],
  };
}
