#include "tools/printer/settings.h"

#include <fmt/format.h>

#include <filesystem>

namespace clearway::printing {

std::vector<Directive> ServerSettings() {
  return {
      {"PreserveJobFiles", "No"},     // no printed document stays
      {"PreserveJobHistory", "300"},  // seconds; the kiosk asks within one, and purges
      {"AutoPurgeJobs", "Yes"},       //
      {"MaxJobs", "50"},              //
      {"MaxJobTime", "120"},          // seconds; who waited longer has left
      {"MaxHoldTime", "120"},         //
      {"ErrorPolicy", "abort-job"},   // nothing prints later by itself
      {"JobRetryLimit", "1"},         //
      {"DirtyCleanInterval",
       "86400"},  // seconds; no job reaches a disk, to print again after a crash
      {"MultipleOperationTimeout", "60"},  // seconds for a job whose document does not come
      {"LogLevel", "warn"},                // info names titles and users
      {"AccessLogLevel", "config"},        //
      {"PageLogFormat", ""},               // no page log
      {"Browsing", "No"},                  //
      {"WebInterface", "No"},              //
      {"DefaultPolicy", "clearway"},       //
  };
}

std::vector<Directive> FileSettings(const std::string& runtime) {
  return {
      {"RequestRoot", runtime + "/spool"},
      {"TempDir", runtime + "/spool/tmp"},
      {"CacheDir", runtime + "/cache"},  // its job.cache names jobs
      {"SyncOnClose", "No"},
  };
}

std::string_view Policy() {
  return R"(<Policy clearway>
  JobPrivateAccess @OWNER @SYSTEM
  JobPrivateValues all
  SubscriptionPrivateAccess @OWNER @SYSTEM
  SubscriptionPrivateValues all
  <Limit Create-Job Print-Job Validate-Job Send-Document Cancel-Job Get-Jobs Get-Job-Attributes Resume-Printer>
    Order deny,allow
  </Limit>
  <Limit CUPS-Add-Modify-Printer CUPS-Delete-Printer CUPS-Set-Default Pause-Printer Enable-Printer Disable-Printer>
    AuthType Default
    Require user @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
)";
}

bool IsLocal(std::string_view listen) {
  if (listen.starts_with('/') || listen == "[::1]" || listen.starts_with("[::1]:")) return true;
  const std::string_view host = listen.substr(0, listen.find(':'));
  const bool is_address = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || (is_address && host.starts_with("127."));
}

std::string ServiceDropIn(const std::string& runtime) {
  return fmt::format(
      "# Made by `clearway printer setup`: the spool is in memory, and empty at every start.\n"
      "[Service]\n"
      "RuntimeDirectory={}\n"
      "RuntimeDirectoryMode=0711\n",
      std::filesystem::path(runtime).filename().string());
}

}  // namespace clearway::printing
