/**
 * The gateway over HTTP, for people and programs: each subject with its pages and its part of the API in a package of its own,
 * put together here. Start at {@link org.courtbridge.console.WebConsole}.
 */
@NullMarked
package org.courtbridge.console;

import org.jspecify.annotations.NullMarked;
