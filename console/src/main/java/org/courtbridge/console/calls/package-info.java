/**
 * All calls that go on, for those who look after the lines. Start at {@link org.courtbridge.console.calls.CallPages}.
 */
@NullMarked
package org.courtbridge.console.calls;

import org.jspecify.annotations.NullMarked;
