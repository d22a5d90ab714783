package org.courtbridge.signalling.sip.registrar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;

/**
 * The digest algorithms that somebody is challenged by, and their order, before he has proved who he is: by the user name of the
 * address of record that he claims, as its device was set ({@link DigestChallenge}).
 *
 * <p>Names that no device has are challenged in the same ways, each always in the same one, and as many of a hundred in each as of
 * the devices, so that nobody learns by it which names there are. What keeps them apart is the id of the oldest device, which no
 * stranger knows and a restart does not change. The inventory is read at most once in {@link #FRESH}, however many ask.
 */
final class ChallengeOrders {

    /** A change takes effect after this at the latest. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final String MAC = "HmacSHA256";
    private static final double RANGE = 0x1p63;

    private final Devices devices;
    private final InstantSource clock;
    private volatile Inventory inventory = Inventory.NONE;

    ChallengeOrders(Devices devices, InstantSource clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * The devices of a moment.
     *
     * @param secret that the ways of names without a device are drawn by
     * @param md5First share of the devices that are challenged so, 0 to 1
     * @param md5Only the same of those
     */
    private record Inventory(
            Instant until, Map<String, DigestChallenge> known, String secret, double md5First, double md5Only) {

        private static final Inventory NONE = new Inventory(Instant.MIN, Map.of(), "", 0, 0);

        static Inventory of(List<Device> devices, Instant until) {
            Map<String, DigestChallenge> known = new HashMap<>();
            devices.forEach(
                    device -> known.put(key(device.username()), device.dialect().digestChallenge()));
            String secret = devices.stream()
                    .min(Comparator.comparing(Device::created).thenComparing(Device::id))
                    .map(Device::id)
                    .orElse("");
            return new Inventory(
                    until,
                    known,
                    secret,
                    share(known, DigestChallenge.MD5_FIRST),
                    share(known, DigestChallenge.MD5_ONLY));
        }

        private static double share(Map<String, DigestChallenge> known, DigestChallenge way) {
            long such = known.values().stream().filter(way::equals).count();
            return known.isEmpty() ? 0 : (double) such / known.size();
        }

        DigestChallenge of(String username) {
            // Drawn for everybody, so that time tells nothing either.
            double drawn = drawn(secret, username);
            DigestChallenge decoy = drawn < md5First
                    ? DigestChallenge.MD5_FIRST
                    : drawn < md5First + md5Only ? DigestChallenge.MD5_ONLY : DigestChallenge.BOTH;
            return known.getOrDefault(username, decoy);
        }
    }

    /** Reads the inventory now and then, so not for the stack's threads. @param username empty if nobody is named */
    List<Algorithm> of(Optional<String> username) {
        return switch (current().of(key(username.orElse("")))) {
            case BOTH -> List.of(Algorithm.SHA_256, Algorithm.MD5);
            case MD5_FIRST -> List.of(Algorithm.MD5, Algorithm.SHA_256);
            case MD5_ONLY -> List.of(Algorithm.MD5);
        };
    }

    private Inventory current() {
        Inventory known = inventory;
        return clock.instant().isBefore(known.until()) ? known : read();
    }

    private synchronized Inventory read() {
        Instant now = clock.instant();
        if (!now.isBefore(inventory.until())) {
            inventory = Inventory.of(devices.all(), now.plus(FRESH));
        }
        return inventory;
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    /** A number from 0 to 1 that a name always has, and nobody can tell who does not know the secret. */
    private static double drawn(String secret, String username) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(("challenges " + secret).getBytes(StandardCharsets.UTF_8), MAC));
            long number = ByteBuffer.wrap(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            return (number >>> 1) / RANGE;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
