export const PASSWORD_HINT = "At least 12 characters. A few words that only you put together are best.";
