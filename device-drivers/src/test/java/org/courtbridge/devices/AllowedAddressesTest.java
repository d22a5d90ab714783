package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.255.254",
                "127.1",
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1"
            })
    void noDeviceIsThere(String address) {
        assertThat(AllowedAddresses.usual().allows(InetAddress.ofLiteral(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5",
                "192.0.2.7",
                "192.168.1.20",
                "172.16.0.9",
                "100.64.0.9",
                "203.0.113.9",
                "2001:db8::7",
                "fd12:3456::7",
                "64:ff9b::c000:207",
                "2002:c000:207::1"
            })
    void aDeviceMayBeThere(String address) {
        assertThat(AllowedAddresses.usual().allows(InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @Test
    void noDeviceIsWhereTheGatewayIs() throws Exception {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(AllowedAddresses::withoutScope)
                .toList();
        assertThat(own).isNotEmpty().noneMatch(AllowedAddresses.usual()::allows);
    }

    @Test
    void anOperatorAllowsMore() throws UnknownHostException {
        AllowedAddresses more =
                AllowedAddresses.besides(List.of(IpNetwork.parse("127.0.0.0/30"), IpNetwork.parse("::1")));
        assertThat(more.allows(InetAddress.getByName("127.0.0.3"))).isTrue();
        assertThat(more.allows(InetAddress.getByName("127.0.0.4"))).isFalse();
        assertThat(more.allows(InetAddress.getByName("::1"))).isTrue();
        assertThat(more.allows(InetAddress.getByName("169.254.169.254"))).isFalse();
        assertThat(more.allows(InetAddress.getByName("10.0.0.5"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "court.example", "::/129", "/8", ""})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> IpNetwork.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Through a NAT64, or as mapped. */
    @Test
    void noDeviceIsWhereTheGatewayIsByAnotherName() throws Exception {
        for (InetAddress own : NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .toList()) {
            InetAddress translated = InetAddress.ofLiteral("64:ff9b::" + own.getHostAddress());
            assertThat(AllowedAddresses.usual().allows(translated))
                    .as("%s", translated)
                    .isFalse();
        }
    }
}
