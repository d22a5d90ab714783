/** DTLS-SRTP (RFC 5764) over datagrams that others carry. Start at {@link org.courtbridge.media.transport.dtls.DtlsAssociation}. */
@NullMarked
package org.courtbridge.media.transport.dtls;

import org.jspecify.annotations.NullMarked;
