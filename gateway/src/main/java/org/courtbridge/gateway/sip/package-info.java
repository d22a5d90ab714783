/** SIP: the registrar, and rooms that call and are called. Start at {@link org.courtbridge.gateway.sip.SipEndpoint}. */
@NullMarked
package org.courtbridge.gateway.sip;

import org.jspecify.annotations.NullMarked;
