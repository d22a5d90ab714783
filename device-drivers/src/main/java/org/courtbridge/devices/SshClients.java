package org.courtbridge.devices;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** The one SSH client of all drivers. It knows nothing of the account that it runs under: no keys, no agent, no settings. */
final class SshClients {

    private static final int THREADS = 2;

    private SshClients() {}

    static SshClient start(DriverLimits limits, CertificatePins pins) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setNioWorkers(THREADS);
        client.setServerKeyVerifier(new PinnedHostKeys(pins));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(null);
        client.setKeyExchangeFactories(exchanges());
        client.setSignatureFactories(signatures());
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limits.connect());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.operation());
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        client.start();
        return client;
    }

    /** Codecs of before 2015 know only exchanges by SHA-1. They come last, so that nobody who knows better uses them. */
    private static List<KeyExchangeFactory> exchanges() {
        List<KeyExchangeFactory> all = new ArrayList<>(ClientBuilder.setUpDefaultKeyExchanges(false));
        all.add(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14));
        all.add(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.dhg1));
        return all;
    }

    private static List<NamedFactory<Signature>> signatures() {
        List<NamedFactory<Signature>> all = new ArrayList<>(ClientBuilder.setUpDefaultSignatureFactories(false));
        if (!all.contains(BuiltinSignatures.rsa)) {
            all.add(BuiltinSignatures.rsa);
        }
        return all;
    }
}
