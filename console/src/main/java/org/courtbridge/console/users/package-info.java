/**
 * Users of the console: their accounts, and how they sign in. Start at {@link org.courtbridge.console.users.SignIns}.
 */
@NullMarked
package org.courtbridge.console.users;

import org.jspecify.annotations.NullMarked;
