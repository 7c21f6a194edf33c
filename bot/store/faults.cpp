#include "store/faults.hpp"

#include <sqlite3.h>

namespace wegwijzer::store {
namespace {

Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
    case SQLITE_NOMEM:
      return Kind::unavailable;
    case SQLITE_CONSTRAINT:
      return Kind::conflict;
    default:
      return Kind::broken;
  }
}

std::string cure_for(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process holds the database";
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_IOERR:
      return "the disk does not read or write (full, over its quota, or failing)";
    case SQLITE_READONLY:
      return "the database or its folder cannot be written";
    case SQLITE_CANTOPEN:
      return "the database cannot be opened (is the folder there, and may this user write in it?)";
    case SQLITE_NOTADB:
      return "this file is no database";
    case SQLITE_CORRUPT:
      return "the database is damaged: restore a backup";
    default:
      return {};
  }
}

}  // namespace

Fault fault_of(sqlite3* database, int code, const std::string& file) {
  std::string what = cure_for(code);
  if (what.empty()) what = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return {kind_of(code), file, std::move(what), ""};
}

}  // namespace wegwijzer::store
