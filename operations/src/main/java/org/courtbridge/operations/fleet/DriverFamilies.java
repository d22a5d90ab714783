package org.courtbridge.operations.fleet;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.cisco.CiscoCameraRange;
import org.courtbridge.devices.cisco.CiscoCodec;
import org.courtbridge.devices.huawei.HuaweiTerminal;
import org.courtbridge.devices.lifesize.LifesizeCodec;
import org.courtbridge.devices.onvif.OnvifCamera;
import org.courtbridge.devices.pjlink.PjlinkDisplay;
import org.courtbridge.devices.polygroup.PolyGroupCodec;
import org.courtbridge.devices.polyrest.PolyRestCodec;
import org.courtbridge.devices.visca.ViscaCamera;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.provisioning.inventory.Encryption;

/** The families of devices by the word that the inventory has for each. */
public final class DriverFamilies {

    /** A driver of one family. */
    @FunctionalInterface
    private interface Opening {
        /** @throws DeviceException if the family needs a login and there is none */
        RoomDevice open(DeviceNetwork network, DeviceAddress address, Optional<Credentials> login);
    }

    /** The same of a family that lets nobody in without a login. */
    @FunctionalInterface
    private interface LockedOpening {
        RoomDevice open(DeviceNetwork network, DeviceAddress address, Credentials login);
    }

    /** @param port where such devices listen if the inventory does not say */
    private record Family(int port, Opening opening) {

        static Family locked(int port, LockedOpening opening) {
            return new Family(port, (network, address, login) -> opening.open(network, address, needed(login)));
        }

        private static Credentials needed(Optional<Credentials> login) {
            return login.orElseThrow(
                    () -> new DeviceException(DeviceFault.UNAUTHORIZED, "no login of the device's own is kept here"));
        }
    }

    private static final Map<String, Family> FAMILIES = new TreeMap<>(Map.of(
            "cisco-ce",
            Family.locked(
                    CiscoCodec.PORT,
                    (network, address, login) ->
                            CiscoCodec.overHttp(network, address, login, CiscoCameraRange.PRECISION_HD)),
            "cisco-ssh",
            Family.locked(
                    CiscoCodec.SSH_PORT,
                    (network, address, login) ->
                            CiscoCodec.overSsh(network, address, login, CiscoCameraRange.PRECISION_HD)),
            "huawei",
            Family.locked(HuaweiTerminal.PORT, HuaweiTerminal::at),
            "lifesize",
            Family.locked(LifesizeCodec.PORT, LifesizeCodec::at),
            "onvif",
            Family.locked(
                    OnvifCamera.PORT,
                    (network, address, login) -> OnvifCamera.at(network, address, login, InstantSource.system())),
            "pjlink",
            new Family(
                    PjlinkDisplay.PORT,
                    (network, address, login) -> PjlinkDisplay.at(network, address, login.map(Credentials::password))),
            "poly-group",
            Family.locked(PolyGroupCodec.SSH_PORT, PolyGroupCodec::overSsh),
            "poly-group-telnet",
            Family.locked(PolyGroupCodec.TELNET_PORT, PolyGroupCodec::overTelnet),
            "poly-rest",
            Family.locked(PolyRestCodec.PORT, PolyRestCodec::at),
            "visca",
            new Family(ViscaCamera.PORT, (network, address, _) -> ViscaCamera.at(network, address, ViscaRange.SRG))));

    /** The families of codecs, all of which encrypt media: by SRTP in calls of SIP, by H.235 in those of H.323. */
    private static final Set<String> ENCRYPTING =
            Set.of("cisco-ce", "cisco-ssh", "huawei", "lifesize", "poly-group", "poly-group-telnet", "poly-rest");

    private DriverFamilies() {}

    /**
     * The encryption of a new device's media, until somebody chooses otherwise: required of a family that can.
     *
     * @param family as the inventory has it; empty or any other word if there is no driver for it
     */
    public static Encryption encryption(String family) {
        return ENCRYPTING.contains(family) ? Encryption.REQUIRED : Encryption.PREFERRED;
    }

    /** In the order of the alphabet. */
    public static Set<String> names() {
        return FAMILIES.keySet();
    }

    /**
     * Address of a device of a family, with the family's usual port if it names none.
     *
     * @param address as the inventory has it, with or without a port
     * @return empty if there is no such family, or the address names no port that there can be
     */
    static Optional<DeviceAddress> address(String family, String address) {
        Optional<Integer> usual = Optional.ofNullable(FAMILIES.get(family)).map(Family::port);
        return usual.flatMap(port -> AddressText.parse(address, port));
    }

    /** @throws DeviceException if the family needs a login and there is none */
    static RoomDevice open(String family, DeviceNetwork network, DeviceAddress address, Optional<Credentials> login) {
        Family known = Optional.ofNullable(FAMILIES.get(family)).orElseThrow();
        return known.opening.open(network, address, login);
    }
}
