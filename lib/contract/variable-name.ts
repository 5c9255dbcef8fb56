/** Name of a transformation's variable, as code reads it: `webhook.env.API_KEY`. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
