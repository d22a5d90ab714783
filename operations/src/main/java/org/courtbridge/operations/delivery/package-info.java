/**
 * How credentials get to people: as a QR code, on paper, by e-mail. Start at {@link
 * org.courtbridge.operations.delivery.CredentialSheet}.
 */
@NullMarked
package org.courtbridge.operations.delivery;

import org.jspecify.annotations.NullMarked;
