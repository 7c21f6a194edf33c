#include <httplib.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>
#include <fstream>

#include "fakes/certificate.hpp"
#include "served.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;

using fakes::make_certificate;

struct Tls : Serving {
  void SetUp() override {
    char name[] = "/tmp/wegwijzer-tls-XXXXXX";
    folder = ::mkdtemp(name);
    make_certificate(options.tls_certificate = folder + "/chain.pem", options.tls_key = folder + "/key.pem", 1);
  }
  void TearDown() override {
    server.reset();
    std::filesystem::remove_all(folder);
  }
  [[nodiscard]] std::unique_ptr<httplib::SSLClient> client() const {
    auto made = std::make_unique<httplib::SSLClient>("127.0.0.1", server->port());
    made->enable_server_certificate_verification(false);
    made->set_keep_alive(true);
    return made;
  }
  /// One handshake with the highest version `version`; the serial number of the certificate shown, 0 when it failed.
  [[nodiscard]] long handshake(int version) const {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_max_proto_version(context.get(), version);
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
    const auto raw = connect();
    SSL_set_fd(ssl.get(), raw.socket());
    if (SSL_connect(ssl.get()) != 1) return 0;
    X509* const shown = SSL_get1_peer_certificate(ssl.get());
    const long serial = ASN1_INTEGER_get(X509_get_serialNumber(shown));
    X509_free(shown);
    return serial;
  }
  ServerOptions options;
  std::string folder;
};

TEST_F(Tls, serves_https_by_itself) {
  start(options);
  auto asking = client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = asking->Get("/about");
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->body.find("\nsecure\n"), std::string::npos);
  }
  const std::string large(900'000, 'b');
  const auto echoed = asking->Post("/echo", large, "text/plain");
  ASSERT_TRUE(echoed);
  EXPECT_EQ(echoed->body, large);
}

TEST_F(Tls, sends_a_large_answer_whole) {
  start(options);
  const auto answer = client()->Get("/big");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body.size(), 4'000'000U);
}

TEST_F(Tls, speaks_1_2_and_1_3_and_nothing_older) {
  start(options);
  EXPECT_EQ(handshake(TLS1_3_VERSION), 1);
  EXPECT_EQ(handshake(TLS1_2_VERSION), 1);
  EXPECT_EQ(handshake(TLS1_1_VERSION), 0);
}

TEST_F(Tls, shows_a_new_certificate_after_reading_it_again) {
  start(options);
  auto before = client();
  ASSERT_TRUE(before->Get("/"));
  make_certificate(options.tls_certificate, options.tls_key, 2);
  const auto fresh = server->fresh_certificate();
  ASSERT_TRUE(fresh);
  EXPECT_EQ(handshake(TLS1_3_VERSION), 1) << "not before it is put in use";
  (*fresh)();
  EXPECT_EQ(handshake(TLS1_3_VERSION), 2);
  EXPECT_TRUE(before->Get("/"));  // an open connection is not disturbed
}

TEST_F(Tls, keeps_the_old_certificate_when_the_new_one_cannot_be_used) {
  start(options);
  make_certificate(options.tls_certificate, folder + "/other-key.pem", 2);
  const auto read = server->fresh_certificate();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().place, "server.tls_key");
  EXPECT_EQ(handshake(TLS1_3_VERSION), 1);
  std::ofstream(options.tls_certificate) << "nonsense";
  EXPECT_EQ(server->fresh_certificate().error().place, "server.tls_certificate");
  EXPECT_EQ(handshake(TLS1_3_VERSION), 1);
}

TEST_F(Tls, does_not_start_without_a_certificate_that_can_be_used) {
  options.tls_key = folder + "/nowhere.pem";
  const auto made = Server::start(options, Router());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, Kind::bad_input);
  EXPECT_EQ(made.error().place, "server.tls_key");
}

TEST_F(Tls, closes_a_peer_that_never_shakes_hands) {
  options.header_deadline = 200ms;
  start(options);
  auto silent = connect();
  EXPECT_TRUE(silent.is_closed());
  auto plain = connect();
  plain.say(get("/"));
  EXPECT_TRUE(plain.is_closed());
}

TEST_F(Tls, a_slow_request_is_closed_at_its_deadline) {
  options.header_deadline = 300ms;
  start(options);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
  auto raw = connect();
  SSL_set_fd(ssl.get(), raw.socket());
  ASSERT_EQ(SSL_connect(ssl.get()), 1);
  SSL_write(ssl.get(), "GET / HT", 8);
  char answer[64] = "";
  EXPECT_GT(SSL_read(ssl.get(), answer, sizeof answer - 1), 0);
  EXPECT_EQ(std::string(answer).substr(0, 12), "HTTP/1.1 408");
  EXPECT_TRUE(raw.is_closed());
}

}  // namespace
}  // namespace wegwijzer::http
