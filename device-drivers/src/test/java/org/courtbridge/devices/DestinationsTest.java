package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DestinationsTest {

    private static final DeviceAddress CODEC = new DeviceAddress("codec.invalid", 443);
    private static final DeviceAddress OTHER = new DeviceAddress("other.invalid", 443);

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Destinations destinations = Destinations.resolvedBy(this::resolve, AllowedAddresses.usual());

    private InetAddress[] resolve(String host) throws UnknownHostException {
        String known = names.getOrDefault(host, "");
        if (known.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return Stream.of(known.split(" ")).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 443);
    }

    private void assertRefused(DeviceAddress device, DeviceFault fault) {
        assertThatThrownBy(() -> destinations.find(device))
                .isInstanceOfSatisfying(
                        DeviceException.class, why -> assertThat(why.fault()).isEqualTo(fault));
    }

    @Test
    void refusesANameThatLeadsWhereNoDeviceIs() {
        names.put("codec.invalid", "169.254.169.254");
        assertRefused(CODEC, DeviceFault.ADDRESS_REFUSED);
        names.put("codec.invalid", "::ffff:127.0.0.1 fe80::1");
        assertRefused(CODEC, DeviceFault.ADDRESS_REFUSED);
        assertRefused(new DeviceAddress("127.1", 443), DeviceFault.ADDRESS_REFUSED);
        assertRefused(OTHER, DeviceFault.UNREACHABLE);
    }

    @Test
    void takesTheFirstAtWhichADeviceMayBe() {
        names.put("codec.invalid", "127.0.0.1 192.0.2.7 192.0.2.8");
        assertThat(destinations.find(CODEC)).isEqualTo(at("192.0.2.7"));
        assertThat(destinations.find(new DeviceAddress("2001:db8::7", 443))).isEqualTo(at("2001:db8::7"));
    }

    @Test
    void knowsByWhatNamesAnAddressIsReached() {
        names.put("codec.invalid", "192.0.2.7");
        names.put("other.invalid", "192.0.2.7");
        destinations.find(CODEC);
        destinations.find(OTHER);
        destinations.find(CODEC);
        assertThat(destinations.namesOf(at("192.0.2.7"))).containsExactlyInAnyOrder(CODEC, OTHER);
        names.put("codec.invalid", "192.0.2.8");
        destinations.find(CODEC);
        assertThat(destinations.namesOf(at("192.0.2.7"))).containsExactly(OTHER);
        assertThat(destinations.namesOf(at("192.0.2.8"))).containsExactly(CODEC);
        assertThat(destinations.namesOf(at("192.0.2.9"))).isEmpty();
    }
}
