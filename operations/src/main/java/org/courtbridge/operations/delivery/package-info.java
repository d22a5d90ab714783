/**
 * Delivery to people: credentials as a QR code, on paper and by e-mail, test reports, and messages. Start at
 * {@link org.courtbridge.operations.delivery.CredentialSheet}.
 */
@NullMarked
package org.courtbridge.operations.delivery;

import org.jspecify.annotations.NullMarked;
