package org.courtbridge.media.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.media.network.AdvertisedAddresses.Rule;
import org.courtbridge.media.network.AdvertisedAddresses.Settings;
import org.junit.jupiter.api.Test;

class AdvertisedAddressesTest {

    private static final InetAddress EVERY = address("0.0.0.0");
    private static final InetAddress USUAL = address("198.51.100.1");

    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;
    private final List<InetAddress> asked = new ArrayList<>();

    /** Peers of 10.x.0.0/16 are reached from 10.x.0.1. */
    private AdvertisedAddresses addresses(InetAddress bind, Optional<InetAddress> everywhere, String... rules) {
        return new AdvertisedAddresses(
                new Settings(
                        bind,
                        everywhere,
                        List.of(rules).stream().map(Rule::parse).toList(),
                        USUAL),
                peer -> {
                    asked.add(peer);
                    byte[] octets = peer.getAddress();
                    return octets[0] == 10 ? Optional.of(address("10.%d.0.1".formatted(octets[1]))) : Optional.empty();
                },
                clock);
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void eachIsToldTheAddressOfTheRouteToIt() {
        AdvertisedAddresses ours = addresses(EVERY, Optional.empty());
        assertThat(ours.towards(address("10.1.0.7"))).isEqualTo(address("10.1.0.1"));
        assertThat(ours.towards(address("10.2.0.7"))).isEqualTo(address("10.2.0.1"));
        assertThat(ours.towards(address("203.0.113.9"))).as("no route").isEqualTo(USUAL);
        assertThat(ours.towards(EVERY)).as("nobody knows where").isEqualTo(USUAL);
    }

    @Test
    void theNarrowestNetworkCountsAndGoesBeforeWhatEverybodyIsTold() {
        AdvertisedAddresses ours = addresses(
                EVERY,
                Optional.of(address("203.0.113.5")),
                "10.0.0.0/8=10.9.9.9",
                "10.1.0.0/16 = 10.1.9.9",
                "2001:db8::/32=2001:db8::5");
        assertThat(ours.towards(address("10.1.0.7"))).isEqualTo(address("10.1.9.9"));
        assertThat(ours.towards(address("10.2.0.7"))).isEqualTo(address("10.9.9.9"));
        assertThat(ours.towards(address("192.0.2.7"))).isEqualTo(address("203.0.113.5"));
        assertThat(ours.towards(address("2001:db8::7"))).isEqualTo(address("2001:db8::5"));
        assertThat(ours.usual()).isEqualTo(address("203.0.113.5"));
        assertThat(ours.candidates())
                .containsExactly(
                        address("2001:db8::5"), address("10.1.9.9"), address("10.9.9.9"), address("203.0.113.5"));
        assertThat(asked).isEmpty();
    }

    @Test
    void whatEverybodyIsToldIsForThoseOfItsVersion() {
        AdvertisedAddresses ours = addresses(EVERY, Optional.of(address("2001:db8::5")));
        assertThat(ours.towards(address("10.1.0.7"))).isEqualTo(address("10.1.0.1"));
        assertThat(ours.towards(address("2001:db8::7"))).isEqualTo(address("2001:db8::5"));
    }

    @Test
    void theBoundAddressIsAllThatCanBeReached() {
        AdvertisedAddresses ours = addresses(address("10.5.0.1"), Optional.empty());
        assertThat(ours.towards(address("10.1.0.7"))).isEqualTo(address("10.5.0.1"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aRouteIsAskedForAgainAfterAWhile() {
        AdvertisedAddresses ours = addresses(EVERY, Optional.empty());
        InetAddress peer = address("10.1.0.7");
        ours.towards(peer);
        now = now.plusSeconds(AdvertisedAddresses.FRESH_SECONDS - 1);
        ours.towards(peer);
        assertThat(asked).containsExactly(peer);
        now = now.plusSeconds(1);
        ours.towards(peer);
        assertThat(asked).containsExactly(peer, peer);
    }

    @Test
    void noMoreRoutesAreKeptThanMayBe() {
        AdvertisedAddresses ours = addresses(EVERY, Optional.empty());
        for (int i = 0; i <= AdvertisedAddresses.MOST_ROUTES; i++) {
            ours.towards(address("10.1.%d.%d".formatted(i / 256, i % 256)));
        }
        asked.clear();
        ours.towards(address("10.1.0.1"));
        assertThat(asked).as("still kept").isEmpty();
        ours.towards(address("10.1.0.0"));
        assertThat(asked).as("the oldest is not").hasSize(1);
    }

    /** By the operating system of where the test runs. */
    @Test
    void theSystemKnowsTheRouteToItself() {
        AdvertisedAddresses ours =
                AdvertisedAddresses.of(new Settings(EVERY, Optional.empty(), List.of(), USUAL), clock);
        assertThat(ours.towards(address("127.0.0.1"))).isEqualTo(address("127.0.0.1"));
    }

    @Test
    void aRuleIsANetworkWithAnAddressOfItsVersionThatOthersReach() {
        for (String wrong : List.of(
                "10.0.0.0/8",
                "10.0.0.0/33=10.0.0.1",
                "10.0.0.0/8=2001:db8::1",
                "10.0.0.0/8=0.0.0.0",
                "10.0.0.0/8=224.0.0.1",
                "10.0.0.0/8=court.example",
                "10.0.0.0/8=10.0.0.1=10.0.0.2",
                "=10.0.0.1")) {
            assertThatThrownBy(() -> Rule.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
