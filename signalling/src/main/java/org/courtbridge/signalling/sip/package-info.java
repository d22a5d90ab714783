/** SIP: the registrar, and rooms that call and are called. Start at {@link org.courtbridge.signalling.sip.SipEndpoint}. */
@NullMarked
package org.courtbridge.signalling.sip;

import org.jspecify.annotations.NullMarked;
