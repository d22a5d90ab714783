package org.courtbridge.devices;

import java.net.SocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;

/** Believes the host key that a device had the first time, and no other afterwards. */
final class PinnedHostKeys implements ServerKeyVerifier {

    static final AttributeKey<Device> DEVICE = new AttributeKey<>();

    private final CertificatePins pins;

    PinnedHostKeys(CertificatePins pins) {
        this.pins = pins;
    }

    /** Whom a connection is meant for, and whether somebody else was there. */
    static final class Device {

        private final DeviceAddress address;
        private volatile boolean changed;

        Device(DeviceAddress address) {
            this.address = address;
        }

        DeviceAddress address() {
            return address;
        }

        boolean isChanged() {
            return changed;
        }

        DeviceException changed() {
            return new DeviceException(DeviceFault.CERTIFICATE_CHANGED, "%s has another host key".formatted(address));
        }
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        Device device = session.getConnectionContext().getAttribute(DEVICE);
        String fingerprint = fingerprint(key);
        boolean same = pins.pinIfAbsent(device.address(), fingerprint).equals(fingerprint);
        device.changed = !same;
        return same;
    }

    private static String fingerprint(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
