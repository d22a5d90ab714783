/**
 * JAIN-SIP as a gateway needs it: its connections bounded and guarded, its messages checked before it reads them, its callbacks put into
 * the mailboxes of calls. Start at {@link org.courtbridge.signalling.sip.stack.SipStackFactory}.
 */
@NullMarked
package org.courtbridge.signalling.sip.stack;

import org.jspecify.annotations.NullMarked;
