/** Checks and verdicts of test calls, and their wording. Start at {@link org.courtbridge.provisioning.testcall.Verdict}. */
@NullMarked
package org.courtbridge.provisioning.testcall;

import org.jspecify.annotations.NullMarked;
