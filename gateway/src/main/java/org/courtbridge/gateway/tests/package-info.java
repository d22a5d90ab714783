/** Runs test calls, keeps what came of them and tells of it. Start at {@link org.courtbridge.gateway.tests.TestRunner}. */
@NullMarked
package org.courtbridge.gateway.tests;

import org.jspecify.annotations.NullMarked;
