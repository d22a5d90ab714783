package org.courtbridge.gateway.checks;

/**
 * A test, as a report has it.
 *
 * @param name class and method, with # between
 * @param reason in one line; empty if it passed at once
 */
record CheckedTest(String name, Outcome outcome, String reason) {

    enum Outcome {
        PASSED,
        RED,
        /** Green when it was run again. */
        RED_ONCE,
        /** The machine was too short of processor. */
        COULD_NOT_MEASURE,
        /** For want of something that it needs, such as a program. */
        LEFT_OUT
    }
}
