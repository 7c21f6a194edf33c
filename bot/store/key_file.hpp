#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/seal.hpp"

namespace wegwijzer::store {

/// The master keys of a key file, in its order.
using MasterKeys = std::vector<crypto::SealingKey>;

/// Whether the file is there.
[[nodiscard]] bool has_key_file(const std::string& file);
/// Reads lines of "id hex-key" (16 and 64 hexadecimal digits); '#' begins a comment line. Faults: `not_allowed` when
/// others may read it, `bad_input` with the line when it is malformed, `unavailable` when it cannot be read.
[[nodiscard]] Result<MasterKeys> read_key_file(const std::string& file);
/// Makes the file with one new key, mode 0600, on disk before it returns. Faults: `unavailable`.
[[nodiscard]] Result<void> make_key_file(const std::string& file);

[[nodiscard]] std::string key_name(const crypto::KeyId& id);

}  // namespace wegwijzer::store
