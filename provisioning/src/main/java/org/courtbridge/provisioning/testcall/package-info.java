/** What a test call finds out, and how it is said. Start at {@link org.courtbridge.provisioning.testcall.Verdict}. */
@NullMarked
package org.courtbridge.provisioning.testcall;

import org.jspecify.annotations.NullMarked;
