package io.im2wav4j.core.weights;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (also in lower case), less the hosts of
 * NO_PROXY; where none of them is set, the one of Java's system properties.
 */
final class EnvironmentProxy extends ProxySelector {
  /** Java refuses passwords for HTTPS through a proxy unless they are allowed. */
  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy = proxyFor(uri.getScheme());
    if (proxy.isEmpty()) {
      ProxySelector system = ProxySelector.getDefault();
      return system == null ? List.of(Proxy.NO_PROXY) : system.select(uri);
    }
    if (excluded(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.get().getPort() < 0 ? 80 : proxy.get().getPort();
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {
    // The request itself fails with the cause.
  }

  /** Name and password in the proxy's address. */
  Optional<Authenticator> authenticator() {
    return proxyFor("https")
        .or(() -> proxyFor("http"))
        .map(URI::getRawUserInfo)
        .filter(user -> user != null && user.contains(":"))
        .map(
            user -> {
              if (System.getProperty(TUNNELING) == null) {
                System.setProperty(TUNNELING, "");
              }
              String[] parts = user.split(":", 2);
              PasswordAuthentication known =
                  new PasswordAuthentication(decode(parts[0]), decode(parts[1]).toCharArray());
              return new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                  return getRequestorType() == RequestorType.PROXY ? known : null;
                }
              };
            });
  }

  private Optional<URI> proxyFor(String scheme) {
    return variable(scheme + "_proxy")
        .or(() -> variable("all_proxy"))
        .map(text -> URI.create(text.contains("://") ? text : "http://" + text))
        .filter(uri -> uri.getHost() != null);
  }

  private boolean excluded(String host) {
    return variable("no_proxy").stream()
        .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
        .map(h -> h.startsWith("*.") ? h.substring(1) : h)
        .anyMatch(
            h -> h.equals("*") || host.equals(h) || host.endsWith(h.startsWith(".") ? h : "." + h));
  }

  private Optional<String> variable(String lowerCase) {
    String value = environment.get(lowerCase);
    if (value == null || value.isBlank()) {
      value = environment.get(lowerCase.toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
