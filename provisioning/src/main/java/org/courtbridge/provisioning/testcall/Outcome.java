package org.courtbridge.provisioning.testcall;

/** The outcome of a check. */
public enum Outcome {
    /** Measured, and as good as it must be. */
    PASS,
    /** Measured, and too bad. */
    FAIL,
    /** Not measured, or so near to the limit that another measurement might say the opposite. */
    COULD_NOT_TELL
}
