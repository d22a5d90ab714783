/** Users whom another provider knows, by OpenID Connect. Start at {@link org.courtbridge.operations.openid.OpenIdProvider}. */
@NullMarked
package org.courtbridge.operations.openid;

import org.jspecify.annotations.NullMarked;
