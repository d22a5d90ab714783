package org.courtbridge.simulators;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.h2356.PayloadDecryptor;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** Encryption of a stream's packets (H.235.6), each direction by itself; in the clear until a key is set. For any thread. */
final class RtpSecrecy {

    private @Nullable PayloadEncryptor encryptor;
    private @Nullable PayloadDecryptor decryptor;

    synchronized void sends(Optional<MediaKey> key) {
        if (key.isEmpty()) {
            encryptor = null;
        } else if (encryptor == null) {
            encryptor = new PayloadEncryptor(key.get());
        } else {
            encryptor.key(key.get());
        }
    }

    /** @param payloadType of packets once they are decrypted */
    synchronized void receives(Optional<MediaKey> key, int payloadType) {
        decryptor =
                key.map(present -> new PayloadDecryptor(present, payloadType)).orElse(null);
    }

    /** Under another key than before. */
    synchronized void receives(MediaKey key) {
        if (decryptor != null) {
            decryptor.key(key);
        }
    }

    /** A packet that can be sent: a copy, if it is encrypted. */
    synchronized RtpPacket encrypt(byte[] bytes, int length) {
        if (encryptor == null) {
            return new RtpPacket().wrap(bytes, 0, length);
        }
        RtpPacket packet = new RtpPacket().wrap(Arrays.copyOf(bytes, length + PayloadEncryptor.OVERHEAD), 0, length);
        encryptor.encrypt(packet);
        return packet;
    }

    /** In place. @return its length now; empty if it is no packet */
    synchronized Optional<Integer> decrypt(byte[] bytes, int length) {
        if (decryptor == null) {
            return Optional.of(length);
        }
        try {
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, length);
            return decryptor.decrypt(packet, System.nanoTime()) ? Optional.of(packet.getLength()) : Optional.empty();
        } catch (MalformedPacketException e) {
            return Optional.empty();
        }
    }
}
