package org.courtbridge.devices.cisco;

import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;

class CiscoOverHttpTest extends CiscoContract {

    @Override
    protected RoomDevice device(DeviceNetwork network, DeviceAddress address, String password) {
        return CiscoCodec.overHttp(network, address, new Credentials("admin", password), CiscoCameraRange.PRECISION_HD);
    }
}
