package org.courtbridge.media.transport;

import java.util.Optional;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.h2356.PayloadDecryptor;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/** Encryption of what packets carry (H.235.6), each direction by itself. On the loop, but for {@link #received}. */
final class PayloadProtection {

    private @Nullable PayloadEncryptor encryptor;
    private @Nullable PayloadDecryptor decryptor;
    private volatile @Nullable MediaKey received;
    private int receivedType;
    private boolean sends;
    private boolean receives;

    /** @param key empty to send in the clear */
    void sends(Optional<MediaKey> key) {
        sends = true;
        if (key.isEmpty()) {
            encryptor = null;
        } else if (encryptor == null) {
            encryptor = new PayloadEncryptor(key.get());
        } else {
            encryptor.key(key.get());
        }
    }

    /** @param key empty to receive in the clear @param payloadType of packets once they are decrypted */
    void receives(Optional<MediaKey> key, int payloadType) {
        receives = true;
        if (key.isEmpty()) {
            decryptor = null;
            received = null;
        } else if (decryptor == null || receivedType != payloadType) {
            decryptor = new PayloadDecryptor(key.get(), payloadType);
        } else {
            decryptor.key(key.get());
        }
        receivedType = payloadType;
    }

    /** Notes that the channel on which we send is closed; the key stays, as a packet may still be on its way out. */
    void sendsNothing() {
        sends = false;
    }

    void receivesNothing() {
        receives = false;
        received = null;
    }

    /** Whether a channel on which we send is open. */
    boolean isSending() {
        return sends;
    }

    boolean isReceiving() {
        return receives;
    }

    boolean encrypts() {
        return encryptor != null;
    }

    /** In place; it may grow. */
    void encrypt(RtpPacket packet) {
        if (encryptor != null) {
            encryptor.encrypt(packet);
        }
    }

    /** In place. @return whether it is a packet now */
    boolean decrypt(RtpPacket packet, long now) {
        PayloadDecryptor present = decryptor;
        if (present == null) {
            return true;
        }
        boolean isPacket = present.decrypt(packet, now);
        if (isPacket) {
            received = present.used();
        }
        return isPacket;
    }

    /** The newest key under which a packet has come; empty if none has. On any thread. */
    Optional<MediaKey> received() {
        return Optional.ofNullable(received);
    }

    /**
     * The algorithm of all channels that are open, that of what we send first; empty if one is in the clear, or none is open.
     */
    Optional<PacketProtection> protection() {
        boolean open = sends && encryptor == null || receives && decryptor == null;
        if (open) {
            return Optional.empty();
        }
        if (sends && encryptor != null) {
            return Optional.of(encryptor.key().algorithm());
        }
        return receives && decryptor != null ? Optional.of(decryptor.key().algorithm()) : Optional.empty();
    }
}
