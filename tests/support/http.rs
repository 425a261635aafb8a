//! Just enough of an HTTP client for the tests: one request a connection, a Host of the test's choice.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status; 0 when nothing answered.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Where requests go, and under which host name.
#[derive(Debug, Clone)]
pub struct Site {
    address: SocketAddr,
    host: String,
}

impl Site {
    /// The site of a URL such as `http://10.0.0.2:8000`.
    pub fn of(url: &str) -> Site {
        let host = url.strip_prefix("http://").expect("a plain URL").trim_end_matches('/').to_owned();
        let address = host.to_socket_addrs().expect("an address and a port").next().unwrap();
        Site { address, host }
    }

    /// A site behind a proxy: the address of the proxy, and the name of the site.
    pub fn behind(proxy: SocketAddr, host: &str) -> Site {
        Site { address: proxy, host: host.to_owned() }
    }

    /// A request; status 0 when nothing answers.
    pub fn request(&self, method: &str, path: &str, body: Option<&serde_json::Value>) -> Answer {
        self.try_request(method, path, body).unwrap_or(Answer { status: 0, body: String::new() })
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, None)
    }

    fn try_request(&self, method: &str, path: &str, body: Option<&serde_json::Value>) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        // HTTP/1.0: the answer ends with the connection, and is not chunked.
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.host,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").ok_or(std::io::ErrorKind::InvalidData)?;
        let status = head.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        Ok(Answer { status: status.ok_or(std::io::ErrorKind::InvalidData)?, body: body.to_owned() })
    }

    /// Asks until the status is the wanted one.
    #[track_caller]
    pub fn until(&self, path: &str, status: u16) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.status == status {
                return answer;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{path} never answered {status}: {answer:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
