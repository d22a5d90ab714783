/**
 * Registrations of devices (RFC 3261, section 10), and proofs of who calls. Start at
 * {@link org.courtbridge.signalling.sip.registrar.Registrar}.
 */
@NullMarked
package org.courtbridge.signalling.sip.registrar;

import org.jspecify.annotations.NullMarked;
