/**
 * Test calls, and how ready they show places to be. Start at {@link org.courtbridge.console.tests.TestCallDesk}.
 */
@NullMarked
package org.courtbridge.console.tests;

import org.jspecify.annotations.NullMarked;
