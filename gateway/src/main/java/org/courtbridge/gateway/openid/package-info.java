/** Users whom another provider knows, by OpenID Connect. Start at {@link org.courtbridge.gateway.openid.OpenIdProvider}. */
@NullMarked
package org.courtbridge.gateway.openid;

import org.jspecify.annotations.NullMarked;
