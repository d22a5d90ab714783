/** Runs test calls, keeps what came of them and tells of it. Start at {@link org.courtbridge.operations.tests.TestRunner}. */
@NullMarked
package org.courtbridge.operations.tests;

import org.jspecify.annotations.NullMarked;
