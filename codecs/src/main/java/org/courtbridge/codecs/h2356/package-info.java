/**
 * Encryption of what RTP packets carry, as H.323 rooms have it (ITU-T H.235.6): AES in cipher block chaining, under keys
 * that H.245 says. Headers and RTCP stay as they are, and nothing proves who sent a packet.
 *
 * <p>Start at {@link org.courtbridge.codecs.h2356.PayloadEncryptor}.
 */
@NullMarked
package org.courtbridge.codecs.h2356;

import org.jspecify.annotations.NullMarked;
