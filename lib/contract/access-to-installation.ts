import { PUBLIC, type Rows } from "./access-row.ts";

/** Who comes in, how it looks, and how it runs. Part of the one table in access.ts. */
// biome-ignore format: a table
export const TO_INSTALLATION = {
  // Authentication
  appPortalAccess:                  ["support",  "portal:write",               null],
  dashboardAccess:                  ["support",  "portal:write",               null],
  expireAllPortalSessions:          ["support",  "portal:write",               null],
  logout:                           [null,       "portal:write",               "any"],
  exchangePortalLink:               PUBLIC,
  getPortalSession:                 [null,       null,                         "any"],
  listAllPortalSessions:            ["support",  "portal:read",                null],
  expireLabelledPortalSessions:     ["support",  "portal:write",               null],
  startPortalVisit:                 ["support",  null,                         null],
  listPortalSessions:               ["support",  "portal:read",                null],
  revokePortalSession:              ["support",  "portal:write",               null],

  // API key
  listApiKeys:                      ["engineer", "api-keys:read",              null],
  createApiKey:                     ["engineer", "api-keys:write",             null],
  rollApiKey:                       ["engineer", "api-keys:write",             null],
  revokeApiKey:                     ["engineer", "api-keys:write",             null],
  listApiRequests:                  ["engineer", "request-log:read",           null],
  getApiRequest:                    ["engineer", "request-log:read",           null],

  // Staff
  listStaff:                        ["admin",   null,                         null],
  inviteStaff:                      ["admin",   null,                         null],
  getStaff:                         ["admin",   null,                         null],
  patchStaff:                       ["admin",   null,                         null],
  withdrawInvitation:               ["admin",   null,                         null],
  issueStaffLink:                   ["admin",   null,                         null],
  removeStaffSecondFactor:          ["admin",   null,                         null],
  listStaffSessions:                ["admin",   null,                         null],
  endStaffSessions:                 ["admin",   null,                         null],
  endStaffSession:                  ["admin",   null,                         null],

  // Account
  getAccount:                       ["viewer",  null,                         null],
  patchAccount:                     ["viewer",  null,                         null],
  changeOwnPassword:                ["viewer",  null,                         null],
  beginSecondFactor:                ["viewer",  null,                         null],
  confirmSecondFactor:              ["viewer",  null,                         null],
  removeOwnSecondFactor:            ["viewer",  null,                         null],
  renewRecoveryCodes:               ["viewer",  null,                         null],
  listOwnSessions:                  ["viewer",  null,                         null],
  endOtherSessions:                 ["viewer",  null,                         null],
  endOwnSession:                    ["viewer",  null,                         null],

  // Branding
  getBranding:                      ["viewer",   "branding:read",              null],
  publishBranding:                  ["admin",    "branding:write",             null],
  deleteBranding:                   ["admin",    "branding:write",             null],
  listBrandingRevisions:            ["viewer",   "branding:read",              null],
  getApplicationBranding:           ["viewer",   "branding:read",              null],
  publishApplicationBranding:       ["admin",    "branding:write",             null],
  deleteApplicationBranding:        ["admin",    "branding:write",             null],
  listApplicationBrandingRevisions: ["viewer",   "branding:read",              null],
  createBrandAsset:                 ["admin",    "branding:write",             null],
  getBrandColors:                   ["viewer",   "branding:read",              null],

  // Operational webhook
  listOperationalEndpoints:         ["engineer", "operational-webhooks:read",  null],
  createOperationalEndpoint:        ["engineer", "operational-webhooks:write", null],
  getOperationalEndpoint:           ["engineer", "operational-webhooks:read",  null],
  upsertOperationalEndpoint:        ["engineer", "operational-webhooks:write", null],
  deleteOperationalEndpoint:        ["engineer", "operational-webhooks:write", null],
  getOperationalEndpointHeaders:    ["engineer", "operational-webhooks:read",  null],
  setOperationalEndpointHeaders:    ["engineer", "operational-webhooks:write", null],
  getOperationalEndpointSecret:     ["engineer", "operational-webhooks:write", null],
  rotateOperationalEndpointSecret:  ["engineer", "operational-webhooks:write", null],

  // Short API
  listWebhooks:                     [null,       "endpoints:read",             null],
  createWebhook:                    [null,       "endpoints:write",            null],
  getWebhook:                       [null,       "endpoints:read",             null],
  patchWebhook:                     [null,       "endpoints:write",            null],
  deleteWebhook:                    [null,       "endpoints:write",            null],
  testWebhook:                      [null,       "endpoints:write",            null],
  triggerWebhooks:                  [null,       "messages:write",             null],
  getWebhookStatus:                 [null,       "endpoints:read",             null],
  listWebhookDeliveries:            [null,       "deliveries:read",            null],

  // Privacy
  getPrivacy:                       ["viewer",   "applications:read",          "ViewBase"],
  patchPrivacy:                     ["engineer", "applications:write",         null],
  purgeApplication:                 ["admin",    "applications:purge",         null],
  startApplicationExport:           ["admin",    "applications:export",        null],
  listApplicationExports:           ["admin",    "applications:export",        null],
  cancelApplicationExport:          ["admin",    "applications:export",        null],
  getApplicationExportFile:         ["admin",    "applications:export",        null],

  // Settings
  getSettings:                      ["viewer",   "settings:read",              null],
  patchSettings:                    ["admin",    "settings:write",             null],

  // System
  getSystem:                        ["viewer",   "system:read",                null],
  getSystemHistory:                 ["viewer",   "system:read",                null],
  getSystemStorage:                 ["viewer",   "system:read",                null],
  drainWorker:                      ["engineer", "system:write",               null],
  resumeWorker:                     ["engineer", "system:write",               null],

  // Health
  getHealth:                        PUBLIC,
  ping:                             PUBLIC,

  // Besides the table of operations: its answer is no JSON.
  metrics:                          ["admin",    "metrics:read",               null],
} as const satisfies Rows;
