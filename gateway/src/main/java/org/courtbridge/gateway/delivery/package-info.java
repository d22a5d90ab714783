/**
 * How credentials get to people: as a QR code, on paper, by e-mail. Start at {@link
 * org.courtbridge.gateway.delivery.CredentialSheet}.
 */
@NullMarked
package org.courtbridge.gateway.delivery;

import org.jspecify.annotations.NullMarked;
