/** Where a value is meant to be read, and why. Whoever adds a place says the reason; a place that is not met any more goes. */
export const SHOWN: readonly { canary: RegExp; place: RegExp; because: string }[] = [
  {
    canary: /^endpoint\.secret/,
    place: /^getEndpointSecret for /,
    because:
      "Reveals what signs, to keys, engineers and customers with the right, and leaves an entry in the audit log.",
  },
  {
    canary: /^operational\.secret/,
    place: /^getOperationalEndpointSecret for /,
    because: "The same for the operator's own endpoints.",
  },
  {
    canary: /^alert\.secret/,
    place: /^getAlertRecipientSecret for /,
    because: "Reveals what posts of alerts are signed with; in the audit log.",
  },
  {
    canary: /^operational\.headers/,
    place: /^getOperationalEndpointHeaders for key$/,
    because:
      "A key reads back values of headers that are no credentials by their name, as clients expect; people read none.",
  },
  {
    canary: /^staff\.link/,
    place: /^mail to rosa@/,
    because: "The invitation is this link.",
  },
  {
    canary: /^channel\.secret/,
    place: /^getStaffChannelSecret for /,
    because: "The same for channels of staff.",
  },
];
