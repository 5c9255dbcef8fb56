export const SIGN_IN_PATH = "/console/sign-in";
/** Where the code is asked for, after the password. */
export const SECOND_STEP_PATH = "/console/sign-in/code";
/** Where somebody sets up the second factor that their role needs. */
export const ENROL_PATH = "/console/sign-in/second-factor";
