import type { useTranslations } from "use-intl";
import type { Format } from "@/components/ui/format.ts";
import type { Verdict } from "@/components/verify/check-signature.ts";

export type VerdictWords = { label: string; says: string; suggests: string; tone: "ok" | "fail" | "retry" };

type Translate = ReturnType<typeof useTranslations<"verify">>;

/** A verdict for the person whose check fails: what is so, and what to do. */
export function verdictWords(verdict: Verdict, t: Translate, format: Format): VerdictWords {
  switch (verdict.kind) {
    case "match":
      return {
        label: t("verdict.match.label"),
        says: t("verdict.match.says"),
        suggests: verdict.hasPrefix ? t("verdict.match.suggests") : t("verdict.match.withoutPrefix"),
        tone: "ok",
      };
    case "previous_secret":
      return words(t, "previousSecret", t("verdict.previousSecret.says", { name: verdict.secret.name }));
    case "other_secret":
      return words(t, "otherSecret", t("verdict.otherSecret.says", { name: verdict.secret.name }));
    case "wrong_secret":
      return words(t, "wrongSecret", t("verdict.wrongSecret.says"));
    case "nothing_fits":
      return words(t, "nothingFits", t("verdict.nothingFits.says"));
    case "body_changed": {
      const changes = format.list(verdict.changes.map((change) => t(`changes.${change}`)));
      const says = changes ? t("verdict.bodyChanged.rewritten", { changes }) : t("verdict.bodyChanged.other");
      const secret = verdict.secretIsRight
        ? t("verdict.bodyChanged.secretRight")
        : t("verdict.bodyChanged.secretWrong");
      return words(t, "bodyChanged", `${says} ${secret}`);
    }
    case "timestamp_old":
      return words(t, "timestampOld", t("verdict.timestampOld.says", { span: format.span(verdict.seconds * 1000) }));
    case "timestamp_ahead":
      return words(
        t,
        "timestampAhead",
        t("verdict.timestampAhead.says", { span: format.span(verdict.seconds * 1000) }),
      );
    case "timestamp_milliseconds":
      return words(
        t,
        "timestampMilliseconds",
        t("verdict.timestampMilliseconds.says", { seconds: String(verdict.seconds) }),
      );
    case "timestamp_unreadable":
      return words(t, "timestampUnreadable", t("verdict.timestampUnreadable.says", { given: verdict.given }));
    case "header_changed":
      return words(t, "headerChanged", t("verdict.headerChanged.says", { header: verdict.header, sent: verdict.sent }));
    case "header_missing":
      return words(
        t,
        "headerMissing",
        t("verdict.headerMissing.says", { headers: format.list(verdict.missing, "or") }),
      );
    case "secret_unusable":
      return words(t, "secretUnusable", t(`verdict.secretUnusable.${verdict.why}`));
    case "key_pair_signed":
      return words(t, "keyPairSigned", t("verdict.keyPairSigned.says"));
    case "shared_signed":
      return words(t, "sharedSigned", t("verdict.sharedSigned.says"));
    case "no_ed25519":
      return { ...words(t, "noEd25519", t("verdict.noEd25519.says")), tone: "retry" };
    case "signature_unreadable":
      return words(t, "signatureUnreadable", t(`verdict.signatureUnreadable.${verdict.why}`));
    case "miscomputed":
      return words(t, "miscomputed", t(`verdict.miscomputed.${verdict.how}`));
  }
}

type Kind =
  | "previousSecret"
  | "otherSecret"
  | "wrongSecret"
  | "nothingFits"
  | "bodyChanged"
  | "timestampOld"
  | "timestampAhead"
  | "timestampMilliseconds"
  | "timestampUnreadable"
  | "headerChanged"
  | "headerMissing"
  | "secretUnusable"
  | "keyPairSigned"
  | "sharedSigned"
  | "noEd25519"
  | "signatureUnreadable"
  | "miscomputed";

function words(t: Translate, kind: Kind, says: string): VerdictWords {
  return { label: t(`verdict.${kind}.label`), says, suggests: t(`verdict.${kind}.suggests`), tone: "fail" };
}
