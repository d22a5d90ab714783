/**
 * Huawei's TE20 to TE60 by {@code action.cgi}, the interface of their own web page. Huawei publishes no reference of it, so what is here is
 * what independent programs send and expect, and no more. Not tried on such a terminal yet.
 *
 * <p>Start at {@link org.courtbridge.devices.huawei.HuaweiTerminal}.
 */
@NullMarked
package org.courtbridge.devices.huawei;

import org.jspecify.annotations.NullMarked;
